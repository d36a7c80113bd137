import type { AssignmentId, RoutingUpdateId } from './ids.js';
import { planRouting, type RoutingProgress, type RoutingValue, wishRouting } from './routing-updates.js';

/**
 * One thing in another system that a coverage changes and that is put back by itself: a filter, a meeting, the reply. What cannot be
 * changed says why, in one sentence for people.
 */
export type RoutingPart = {
  readonly assignmentId: AssignmentId;
  /** Names it within its type: "filter:acme.com". */
  readonly part: string;
  /** What people call it: "Mail from acme.com"; null: what its type is called. */
  readonly label: string | null;
  /** There is one of it for the whole absence, whoever stands in: it goes over from one backup to the next as it is. */
  readonly isShared?: boolean;
} & ({ readonly intended: RoutingValue } | { readonly because: string });

/** A line of the ledger, as far as planning goes. */
export interface RoutingLine {
  readonly id: RoutingUpdateId;
  readonly assignmentId: AssignmentId;
  readonly part: string;
  readonly label: string | null;
  readonly isShared: boolean;
  readonly progress: RoutingProgress;
  readonly problem: string | null;
}

/** What to write: a new line without an id, or an old one as it is to be. */
export type PlannedLine = Omit<RoutingLine, 'id'> & { readonly id: RoutingUpdateId | null };

const isUntouched = ({ prior, state }: RoutingProgress): boolean => prior === null && state !== 'reverted';
const isGone = ({ state }: RoutingProgress): boolean => state === 'reverted' || state === 'unsupported';

/**
 * The lines of one type that have to change, from all the lines of an absence and all parts that its coverages want now. A part that is
 * wanted no more is taken back. A part that becomes possible, or impossible before it was touched, says so; one that is in place stays
 * wanted. A shared part has one line: it moves to whoever wants it. Lines that stay as they are are left out.
 */
export const planRoutingParts = (lines: readonly RoutingLine[], parts: readonly RoutingPart[]): PlannedLine[] => {
  const left = new Set(lines);
  const planned: PlannedLine[] = [];
  const once = parts.filter(
    (part, at) => !part.isShared || parts.findIndex((other) => other.isShared && other.part === part.part) === at,
  );
  for (const part of once) {
    const wanting = part.isShared ? parts.filter((other) => other.part === part.part) : [part];
    const line = lineOf([...left], part, wanting);
    if (line) left.delete(line);
    const next = { ...withPart(line, part), assignmentId: carrierOf(lines, line, part, wanting) };
    if (!line || !isSameLine(line, next)) planned.push(next);
  }
  for (const line of left) {
    if (line.progress.wish === 'reverted') continue;
    const progress = wishRouting(line.progress, 'reverted');
    if (progress !== line.progress)
      planned.push({ ...line, progress, problem: progress.state === 'unsupported' ? line.problem : null });
  }
  return planned;
};

/** Its own line, the living one of a shared part, or the blank one that only said why nothing was possible. */
const lineOf = (
  lines: readonly RoutingLine[],
  part: RoutingPart,
  wanting: readonly RoutingPart[],
): RoutingLine | undefined => {
  const isWanting = (line: RoutingLine) => wanting.some(({ assignmentId }) => assignmentId === line.assignmentId);
  const named = lines.filter((line) => line.part === part.part);
  return (
    (part.isShared ? named.find(({ progress }) => !isGone(progress)) : undefined) ??
    named.find(isWanting) ??
    lines.find((line) => line.part === '' && isUntouched(line.progress) && line.assignmentId === part.assignmentId)
  );
};

/** Who has it stays so while they want it; else the first who does and has no line of that name from before. */
const carrierOf = (
  lines: readonly RoutingLine[],
  line: RoutingLine | undefined,
  { part, assignmentId: first }: RoutingPart,
  wanting: readonly RoutingPart[],
): AssignmentId => {
  const ids = wanting.map(({ assignmentId }) => assignmentId);
  if (line && ids.includes(line.assignmentId)) return line.assignmentId;
  const had = new Set(lines.filter((other) => other.part === part).map(({ assignmentId }) => assignmentId));
  return ids.find((id) => !had.has(id)) ?? line?.assignmentId ?? first;
};

const withPart = (line: RoutingLine | undefined, part: RoutingPart): PlannedLine => {
  const of = {
    id: line?.id ?? null,
    assignmentId: part.assignmentId,
    part: part.part,
    label: part.label,
    isShared: part.isShared ?? false,
  };
  if ('because' in part) {
    if (line && !isUntouched(line.progress) && !isGone(line.progress)) return { ...line, ...of };
    return { ...of, progress: planRouting(null, false), problem: part.because };
  }
  if (!line || line.progress.state === 'unsupported')
    return { ...of, progress: planRouting(part.intended, true), problem: null };
  const progress = wishRouting(line.progress, 'applied', part.intended);
  return { ...of, progress, problem: progress === line.progress ? line.problem : null };
};

const isSameLine = (line: RoutingLine, next: PlannedLine): boolean =>
  line.assignmentId === next.assignmentId &&
  line.part === next.part &&
  line.label === next.label &&
  line.isShared === next.isShared &&
  line.problem === next.problem &&
  (line.progress === next.progress ||
    (line.progress.state === 'unsupported' &&
      next.progress.state === 'unsupported' &&
      line.progress.wish === 'applied'));
