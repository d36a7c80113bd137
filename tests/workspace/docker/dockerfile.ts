/** One line of a Dockerfile: `COPY --from=build a b` is {name: 'COPY', flags: {from: 'build'}, rest: 'a b'}. */
export interface Instruction {
  readonly name: string;
  readonly flags: Readonly<Record<string, string>>;
  readonly rest: string;
}

export interface Stage {
  readonly name: string;
  /** An image, or an earlier stage. */
  readonly from: string;
  readonly instructions: readonly Instruction[];
}

const KNOWN = new Set(['FROM', 'WORKDIR', 'COPY', 'RUN', 'ENV', 'USER', 'VOLUME', 'EXPOSE', 'CMD']);

/** Reads the part of the format that ours uses. Throws on any other instruction, so that none is skipped silently. */
export function parseDockerfile(text: string): Stage[] {
  const stages: { name: string; from: string; instructions: Instruction[] }[] = [];
  const lines = text.replace(/\\\n/g, ' ').split('\n');
  for (const line of lines.map((raw) => raw.trim()).filter((raw) => raw && !raw.startsWith('#'))) {
    const instruction = parseInstruction(line);
    if (instruction.name === 'FROM') {
      const [from = '', , name] = instruction.rest.split(/\s+/);
      stages.push({ name: name ?? `stage ${stages.length}`, from, instructions: [] });
    } else {
      const stage = stages.at(-1);
      if (!stage) throw new Error(`${line}: comes before FROM`);
      stage.instructions.push(instruction);
    }
  }
  return stages;
}

function parseInstruction(line: string): Instruction {
  const [, name = '', after = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
  if (!KNOWN.has(name)) throw new Error(`${line}: not an instruction this test knows`);
  const flags: Record<string, string> = {};
  let rest = after;
  for (let match = FLAG.exec(rest); match; match = FLAG.exec(rest)) {
    flags[match[1] ?? ''] = match[2] ?? '';
    rest = rest.slice(match[0].length);
  }
  return { name, flags, rest: rest.trim() };
}

const FLAG = /^--(\w+)=(\S+)\s+/;
