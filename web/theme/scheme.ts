// Light or dark: what the person chose, or what the system is set to.
import { useSyncExternalStore } from 'react';

export const schemeChoices = ['light', 'dark', 'system'] as const;
export type SchemeChoice = (typeof schemeChoices)[number];

const storageKey = 'accord.theme';
const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

let choice = readChoice();
apply();
systemIsDark.addEventListener('change', changed);

export function chooseScheme(next: SchemeChoice): void {
  choice = next;
  localStorage.setItem(storageKey, next);
  changed();
}

export function useSchemeChoice(): SchemeChoice {
  return useSyncExternalStore(subscribe, () => choice);
}

export function useIsDark(): boolean {
  return useSyncExternalStore(subscribe, isDark);
}

function readChoice(): SchemeChoice {
  const kept = localStorage.getItem(storageKey);
  return schemeChoices.find((each) => each === kept) ?? 'system';
}

function isDark(): boolean {
  return choice === 'system' ? systemIsDark.matches : choice === 'dark';
}

function changed(): void {
  apply();
  for (const listener of listeners) listener();
}

/** For what the browser draws itself: the canvas, scroll bars. */
function apply(): void {
  document.documentElement.style.colorScheme = isDark() ? 'dark' : 'light';
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
