import { StreamEvents } from '@understudy/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { EventReader } from './event-stream.js';

const SETTLE_MS = 250;
/** Between two readings: a busy morning is no reason to read everything four times a second. */
const CALM_MS = 1_000;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 15_000;

export type LiveState = 'connecting' | 'live' | 'reconnecting' | 'offline';

/**
 * Reads everything on the screen again when the server says that something changed; several events close together are one
 * reading, and an endless row of them is one a second. After a broken connection everything is read once more, because events were missed.
 */
export function useLive(): LiveState {
  const queries = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  const [isOnline, setOnline] = useState(navigator.onLine);

  useEffect(() => {
    const look = () => setOnline(navigator.onLine);
    addEventListener('online', look);
    addEventListener('offline', look);
    return () => {
      removeEventListener('online', look);
      removeEventListener('offline', look);
    };
  }, []);
  useEffect(() => {
    const stop = new AbortController();
    let soon: ReturnType<typeof setTimeout> | undefined;
    let last = -Infinity;
    let reading = false;
    let missed = false;
    const changed = () => {
      missed = true;
      if (soon !== undefined || reading) return;
      soon = setTimeout(() => void read(), Math.max(SETTLE_MS, last + CALM_MS - performance.now()));
    };
    // a reading that takes long is not begun anew by the next event, or it would never end
    const read = async () => {
      soon = undefined;
      [missed, reading, last] = [false, true, performance.now()];
      await queries.invalidateQueries();
      reading = false;
      if (missed && !stop.signal.aborted) changed();
    };
    void listen(stop.signal, changed, setState);
    return () => {
      stop.abort();
      clearTimeout(soon);
    };
  }, [queries]);
  return isOnline ? state : 'offline';
}

async function listen(signal: AbortSignal, changed: () => void, tell: (state: LiveState) => void): Promise<void> {
  let wait = FIRST_WAIT_MS;
  let missed = false;
  while (!signal.aborted) {
    const connected = await readStream(signal, changed, () => {
      tell('live');
      if (missed) changed();
    });
    if (signal.aborted) return;
    missed = true;
    tell('reconnecting');
    wait = connected ? FIRST_WAIT_MS : Math.min(wait * 2, LONGEST_WAIT_MS);
    await pause(wait, signal);
  }
}

/**
 * Reads until the connection ends, whatever ends it; true when there was one. Without a line it ends at once: left alone it would look alive
 * for minutes and hear nothing.
 */
async function readStream(stop: AbortSignal, changed: () => void, connected: () => void): Promise<boolean> {
  const cut = new AbortController();
  const signal = AbortSignal.any([stop, cut.signal]);
  addEventListener('offline', () => cut.abort(), { signal });
  try {
    const response = await fetch(StreamEvents.path, { signal, headers: { accept: 'text/event-stream' } });
    if (!response.ok || !response.body) return false;
    connected();
    const events = new EventReader();
    const pieces = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let piece = await pieces.read(); !piece.done; piece = await pieces.read()) {
      if (events.read(piece.value).length > 0) changed();
    }
    return true;
  } catch {
    return false; // offline or aborted: the caller waits and tries again, and shows that it does
  } finally {
    cut.abort();
  }
}

/** Shorter when the line comes back. */
const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const over = new AbortController();
    const go = () => {
      clearTimeout(timer);
      over.abort();
      resolve();
    };
    const timer = setTimeout(go, milliseconds);
    signal.addEventListener('abort', go, { signal: over.signal });
    addEventListener('online', go, { signal: over.signal });
  });
