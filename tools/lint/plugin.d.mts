declare const plugin: { meta: { name: string }; rules: Record<string, unknown> };
export default plugin;
