/**
 * What a clipboard brings, without scripts, handlers and inline styles. The editor keeps none of them anyway and the content security
 * policy runs none; but a browser that reads such a text complains about each, and a report of that is for real attacks.
 */
export function quietHtml(html: string): string {
  const quiet = html
    .replace(/<(script|style|iframe|object)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, '')
    .replace(/<[a-z][^>]*>/gi, (tag) =>
      tag.replace(/[\s/](?:on[a-z]+|style)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi, ' '),
    );
  // taking one away may leave another behind
  return quiet === html ? html : quietHtml(quiet);
}

/** The same event with {@link quietHtml}; null where nothing has to change. */
export function quietPaste(event: ClipboardEvent): ClipboardEvent | null {
  const data = event.clipboardData;
  const html = data?.getData('text/html') ?? '';
  const quiet = quietHtml(html);
  if (!data || quiet === html) return null;
  const clipboardData = new DataTransfer();
  for (const type of data.types.filter((one) => one !== 'Files')) clipboardData.setData(type, data.getData(type));
  clipboardData.setData('text/html', quiet);
  return new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
}
