export { CardPreview, type CardPreviewProps } from './card-preview.js';
export type { FieldInput, FormInput } from './form.js';
