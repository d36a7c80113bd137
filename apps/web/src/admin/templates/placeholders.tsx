/** What can stand in double braces here. */
export function Placeholders({ names, children }: { readonly names: readonly string[]; readonly children?: string }) {
  return (
    <div>
      <p className="field-hint">{children ?? 'These are filled in for each customer:'}</p>
      <ul className="told" aria-label="Placeholders">
        {names.map((name) => (
          <li key={name} className="chip">
            <code>{`{{${name}}}`}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}
