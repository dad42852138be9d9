import { expect } from "vitest";

export type ProblemDocument = {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  errors: { field: string; value?: string; problem: string; allowed?: string; article?: string }[];
};

/** Expects an RFC 9457 error without internal details that is never cached. */
export async function expectProblem(response: Response, status: number, code: string): Promise<ProblemDocument> {
  const text = await response.text();
  expect([response.status, text]).toEqual([status, expect.stringContaining(`"code":"${code}"`)]);
  expect(response.headers.get("Content-Type")).toBe("application/problem+json");
  expect(response.headers.get("Cache-Control")).toBe("private, no-store");
  const document: ProblemDocument = JSON.parse(text);
  expect(document).toMatchObject({
    status,
    code,
    title: expect.any(String),
    detail: expect.any(String),
    type: expect.stringMatching(/^http.*\/docs#/),
  });
  expect(text).not.toMatch(/D1_|SQLITE|at .*\.ts|stack/i);
  return document;
}
