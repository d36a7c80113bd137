export function lint(root: string, args?: readonly string[]): { problems: boolean; output: string };
