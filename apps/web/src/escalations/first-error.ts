/** Where something is wrong one goes on, not where one pressed the button. */
export function focusFirstError(fields: Element | null): void {
  const field = fields?.querySelector('.field-error')?.closest('.field');
  field?.querySelector<HTMLElement>('input, select, textarea, [contenteditable=true], button')?.focus();
}
