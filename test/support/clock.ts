import { vi } from "vitest";

/** The time at which every test's clock starts. */
export const START = "2026-06-01T12:00:00Z";

/** Stops the clock at a time; only `Date` is frozen, timers run. */
export function stopClock(at: string = START): void {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date(at) });
}

/** Advances the stopped clock. */
export function pass(seconds: number): void {
  vi.setSystemTime(Date.now() + seconds * 1000);
}
