/** @jsxImportSource preact */
import { useEffect } from 'preact/hooks';
import { say } from '../../say.js';
import type { AnswerProps } from '../door.js';

/** While the arrow keys move the bar. */
export function MovingHint({ opens, startMoving }: AnswerProps) {
  useEffect(startMoving, []);
  return (
    <p class={`pop note${opens.left ? ' left' : ''}${opens.up ? ' up' : ''}`} role="status">
      {say('bar.moveHint')}
    </p>
  );
}
