import { parentOf, topmost } from './roots.js';

const seen = new Map<string, [number, number, number, number]>();

/** Any CSS colour as 0-255 channels and alpha; a pixel of canvas knows every notation. */
function channelsOf(color: string): [number, number, number, number] {
  const known = seen.get(color);
  if (known) return known;
  const pen = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  if (!pen) return [255, 255, 255, 0];
  pen.fillStyle = color;
  pen.fillRect(0, 0, 1, 1);
  const [red = 255, green = 255, blue = 255, alpha = 0] = pen.getImageData(0, 0, 1, 1).data;
  const channels: [number, number, number, number] = [red, green, blue, alpha];
  seen.set(color, channels);
  return channels;
}

const isDark = ([red, green, blue]: readonly number[]): boolean =>
  0.2126 * (red ?? 255) + 0.7152 * (green ?? 255) + 0.0722 * (blue ?? 255) < 110;

/** Light or dark from what the page paints at a point, not from the system: a light CRM on a dark desktop stays light. */
export function themeAt(x: number, y: number, host: Element): 'light' | 'dark' {
  const around: Element[] = [];
  for (let at = topmost(x, y, host); at; at = parentOf(at)) around.push(at);
  for (const element of [...around, ...document.elementsFromPoint(x, y)]) {
    if (element === host) continue;
    const channels = channelsOf(getComputedStyle(element).backgroundColor);
    if (channels[3] > 127) return isDark(channels) ? 'dark' : 'light';
  }
  // Nothing painted: the browser's canvas, dark only where the page itself says that it can be.
  const scheme = getComputedStyle(document.documentElement).colorScheme;
  const dark =
    scheme.includes('dark') && (!scheme.includes('light') || matchMedia('(prefers-color-scheme: dark)').matches);
  return dark ? 'dark' : 'light';
}
