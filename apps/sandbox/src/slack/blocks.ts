import { SlackError } from './errors.js';
import { MESSAGE_BLOCKS_MAX } from './rules.js';
import { isObject, type Json, type JsonObject } from './json.js';

/** "If not specified, a block_id will be generated" (types of @slack/types, Block.block_id). */
export const withBlockIds = (blocks: readonly JsonObject[]): JsonObject[] =>
  blocks.map((block, index) => ({
    ...block,
    block_id: typeof block.block_id === 'string' && block.block_id ? block.block_id : `b${index + 1}`,
  }));

/** The interactive elements of a block: its accessory, its elements, the one of an input. */
export function elementsOf(block: JsonObject): JsonObject[] {
  const many = Array.isArray(block.elements) ? block.elements : [];
  return [block.accessory, block.element, ...many].filter(
    (one): one is JsonObject => isObject(one) && typeof one.action_id === 'string',
  );
}

/** The element with this action, and its block. */
export function findElement(
  blocks: readonly JsonObject[],
  actionId: string,
): { block: JsonObject; element: JsonObject } | null {
  for (const block of blocks)
    for (const element of elementsOf(block)) if (element.action_id === actionId) return { block, element };
  return null;
}

/**
 * What blocks together must be: not too many, ids that say which is which. "block_id should be unique for each message", action_id "unique among all
 * other action_ids in the containing block" (@slack/types). Lines of problems.
 */
export function problemsOfBlocks(blocks: readonly JsonObject[], most: number): string[] {
  const problems: string[] = [];
  if (blocks.length > most) problems.push(`no more than ${most} items allowed [json-pointer:/blocks]`);
  for (const id of repeated(blocks.map(({ block_id }) => block_id)))
    problems.push(`\`block_id\` ${id} already exists for another block`);
  blocks.forEach((block, index) => {
    for (const id of repeated(elementsOf(block).map(({ action_id }) => action_id)))
      problems.push(`\`action_id\` ${id} already exists for another element [json-pointer:/blocks/${index}]`);
    // Block Kit, section: "This field is not required if a valid array of fields objects is provided instead."
    if (block.type === 'section' && !block.text && !(Array.isArray(block.fields) && block.fields.length > 0))
      problems.push(`must provide text or fields [json-pointer:/blocks/${index}]`);
  });
  return problems;
}

const repeated = (ids: readonly (Json | undefined)[]): string[] => {
  const texts = ids.filter((id): id is string => typeof id === 'string' && id !== '');
  return [...new Set(texts.filter((id, index) => texts.indexOf(id) !== index))];
};

/** Blocks of a message. */
export function requireMessageBlocks(blocks: readonly JsonObject[]): void {
  const problems = problemsOfBlocks(blocks, MESSAGE_BLOCKS_MAX);
  if (problems.length > 0)
    throw new SlackError('invalid_blocks', {
      errors: problems,
      response_metadata: { messages: problems.map((one) => `[ERROR] ${one}`) },
    });
}
