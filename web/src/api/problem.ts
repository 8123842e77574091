// What went wrong with a request, as the server tells it (RFC 9457) or, when there is no answer, as we know it.

import { t } from "../i18n";

export class Problem extends Error {
  constructor(
    readonly detail: string,
    readonly status: number,
  ) {
    super(detail);
  }

  /** The check has expired or was cleared. */
  get isGone(): boolean {
    return this.status === 404 || this.status === 410;
  }
}

/** The problem in a failed response. */
export async function problemOf(response: Response): Promise<Problem> {
  const told: unknown = await response.json().catch(() => null);
  const detail = told && typeof told === "object" && "detail" in told ? String(told.detail) : t.value.problem.unknown;
  return new Problem(detail, response.status);
}

/** Anything caught, as one sentence. */
export function sentence(error: unknown): string {
  if (error instanceof Problem) return error.detail;
  return error instanceof TypeError ? t.value.problem.network : t.value.problem.unknown;
}
