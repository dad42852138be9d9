import { vi } from "vitest";

/** Where every test's clock begins. */
export const START = "2026-06-01T12:00:00Z";

/** Stops the clock at a time; only `Date` stands still, timers run. */
export function stopClock(at: string = START): void {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date(at) });
}

/** Moves the stopped clock on. */
export function pass(seconds: number): void {
  vi.setSystemTime(Date.now() + seconds * 1000);
}
