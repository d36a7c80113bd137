import { createContext } from 'react';
import type { LiveState } from '../api/use-live.js';

/** Whether changes arrive by themselves right now. */
export const LiveContext = createContext<LiveState>('connecting');
