export function findFirefox(env?: NodeJS.ProcessEnv): string | null;
