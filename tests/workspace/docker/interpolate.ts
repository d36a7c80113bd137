/** `${NAME}`, `${NAME:-default}` and `${NAME:?message}`, as Compose replaces them. Throws the message of a missing one. */
export function interpolate(text: string, env: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind?: string, rest?: string) => {
    const value = env[name];
    if (value) return value;
    if (kind === '?') throw new Error(`${name}: ${rest}`);
    return rest ?? '';
  });
}

/** The names that must be set, each with what it says. */
export function requiredNames(text: string): Map<string, string> {
  return new Map([...text.matchAll(/\$\{(\w+):\?([^}]*)\}/g)].map(([, name = '', message = '']) => [name, message]));
}
