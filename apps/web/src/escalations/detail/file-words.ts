import { MOST_ATTACHMENT_BYTES } from '@understudy/domain';

/** "212 KB", "1.4 MB", "640 B". */
export function formatSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} KB`;
  return `${(bytes / 1_000_000).toFixed(1).replace(/\.0$/, '')} MB`;
}

/** Ending of every kind the API takes (AddAttachment). */
export const ACCEPTED = '.png,.jpg,.jpeg,.gif,.webp,.pdf,.docx,.xlsx,.pptx,.txt,.log,.md,.csv,.json,.eml';
/** What may be attached, beside the field; the API refuses anything larger. */
export const FILES_HINT = `${formatSize(MOST_ATTACHMENT_BYTES)} each: pictures, documents, logs`;

/** What the API would refuse, said before the bytes are sent; null: send it. */
export function refusalOf({ name, size }: { readonly name: string; readonly size: number }): string | null {
  if (size === 0) return 'The file is empty.';
  if (size > MOST_ATTACHMENT_BYTES)
    return `It has ${formatSize(size)}; ${formatSize(MOST_ATTACHMENT_BYTES)} is the most. Link to it instead.`;
  const ending = name.includes('.') ? `.${name.split('.').at(-1)?.toLowerCase() ?? ''}` : '';
  if (!ending || !ACCEPTED.split(',').includes(ending))
    return `Files ending in ${ending || 'nothing'} cannot be attached. These can: ${ACCEPTED.replaceAll(',', ' ')}`;
  return null;
}

const SHOWN_BYTES = 5_000_000;
/** Shown right here; anything else is only saved. */
export const isPicture = ({
  content_type: type,
  size_bytes: size,
}: {
  readonly content_type: string;
  readonly size_bytes: number;
}) => ['image/png', 'image/jpeg', 'image/gif', 'image/webp'].includes(type) && size <= SHOWN_BYTES;
