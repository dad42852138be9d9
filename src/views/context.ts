/** What a view reads with: the store, the origin of URLs, and the time in milliseconds. */
export type ViewContext = { db: D1Database; origin: string; now: number };
