export function findScreen(env?: NodeJS.ProcessEnv): { readonly server: string; readonly keyboard: string } | null;
