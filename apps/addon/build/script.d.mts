export const MAX_BYTES: number;
export const TARGET: string;
export function problemsOfScript(code: string, maxBytes?: number): Promise<string[]>;
