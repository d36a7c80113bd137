import type { Place } from '../sites/places.js';

type Corner = NonNullable<Place['movedTo']>;

/** How far one press of an arrow key goes, in CSS pixels; with Shift. */
const STEP = 8;
const LEAP = 64;
const ARROWS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export interface MoverPorts {
  /** Where the bar is now. */
  at(): Corner;
  box(): { width: number; height: number };
  show(corner: Corner): void;
  keep(corner: Corner): void;
  /** The arrow keys are the page's again. */
  ended(): void;
}

/** Moves the bar with the pointer at its grip, or with the arrow keys once the menu has said so. Only for a person's events. */
export class Mover {
  #before: Corner | null = null;

  constructor(
    private readonly ports: MoverPorts,
    grip: HTMLElement,
  ) {
    grip.addEventListener('pointerdown', (event) => this.#drag(event, grip));
  }

  get isMoving(): boolean {
    return this.#before !== null;
  }

  /** From now on the arrow keys move it; Enter keeps the place, Escape goes back. */
  begin(): void {
    this.#before = this.ports.at();
  }

  /** True when the key was meant for moving. */
  key(event: KeyboardEvent): boolean {
    const before = this.#before;
    if (!before || !event.isTrusted) return false;
    const arrow = ARROWS[event.key];
    if (arrow) {
      const [x, y] = arrow;
      const length = event.shiftKey ? LEAP : STEP;
      const { right, top } = this.ports.at();
      this.ports.show(this.#inside({ right: right - x * length, top: top + y * length }));
    } else if (event.key === 'Enter' || event.key === 'Escape') {
      this.end(event.key === 'Enter');
    } else return false;
    event.preventDefault();
    return true;
  }

  /** Keeps the place it was moved to, or puts it back. */
  end(isKept: boolean): void {
    const before = this.#before;
    if (!before) return;
    this.#before = null;
    if (isKept) this.ports.keep(this.ports.at());
    else this.ports.show(before);
    this.ports.ended();
  }

  #drag(down: PointerEvent, grip: HTMLElement): void {
    if (!down.isTrusted || down.button !== 0) return;
    down.preventDefault();
    const from = this.ports.at();
    const before = (this.#before = from);
    grip.setPointerCapture(down.pointerId);
    const ended = new AbortController();
    const { signal } = ended;
    const at = (event: PointerEvent): Corner =>
      this.#inside({
        right: from.right - (event.clientX - down.clientX),
        top: from.top + event.clientY - down.clientY,
      });
    grip.addEventListener('pointermove', (event) => this.ports.show(at(event)), { signal });
    const end = (event: PointerEvent, isKept: boolean): void => {
      ended.abort();
      this.#before = null;
      const corner = at(event);
      const moved = corner.right !== before.right || corner.top !== before.top;
      if (isKept && moved) this.ports.keep(corner);
      else this.ports.show(before);
      this.ports.ended();
    };
    grip.addEventListener('pointerup', (event) => end(event, true), { signal });
    grip.addEventListener('pointercancel', (event) => end(event, false), { signal });
  }

  #inside(corner: Corner): Corner {
    return insideWindow(corner, this.ports.box(), { width: document.documentElement.clientWidth, height: innerHeight });
  }
}

/** A window that became smaller, or another screen: the bar stays where it can be reached, 4 px from the edges. */
export function insideWindow(
  { right, top }: Corner,
  box: { readonly width: number; readonly height: number },
  window: { readonly width: number; readonly height: number },
): Corner {
  const between = (value: number, most: number): number => Math.round(Math.max(4, Math.min(value, most - 4)));
  return { right: between(right, window.width - box.width), top: between(top, window.height - box.height) };
}
