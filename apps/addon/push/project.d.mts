import type { Answers } from './answers.mjs';

export const FILES: readonly string[];
export function writeProject(folder: string, answers: Answers): void;
export function requireFiles(folder: string): string[];
export function createScript(folder: string): string;
export function isSignedIn(folder: string): boolean;
export function push(folder: string): string;
export function writeJson(file: string, value: unknown): void;
