import type { Card } from '@understudy/contracts';
import type { NavigationStep } from '../api/addon.js';

/** The cards of the side panel, the one in sight last. Steps are done in order, as Google's host does. */
export function navigated(stack: readonly Card[], steps: readonly NavigationStep[]): readonly Card[] {
  return steps.reduce(take, stack);
}

function take(stack: readonly Card[], step: NavigationStep): readonly Card[] {
  if ('pushCard' in step) return [...stack, step.pushCard];
  if ('updateCard' in step) return [...stack.slice(0, -1), step.updateCard];
  if ('popCard' in step) return stack.length > 1 ? stack.slice(0, -1) : stack;
  return stack.slice(0, 1);
}
