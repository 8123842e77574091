// What went wrong with a request, as the server tells it (RFC 9457) or, when there is no answer, as we know it.

import { t } from "../i18n";

export class Problem extends Error {
  constructor(
    told: unknown,
    readonly status: number,
  ) {
    const detail = told && typeof told === "object" && "detail" in told ? String(told.detail) : t.value.problem.unknown;
    super(detail);
  }

  /** The check has expired or was cleared. */
  get isGone(): boolean {
    return this.status === 404 || this.status === 410;
  }
}

/** The problem in a failed response. */
export async function problemOf(response: Response): Promise<Problem> {
  return new Problem(await response.json().catch(() => null), response.status);
}

/** Anything caught, as one sentence. */
export function sentence(error: unknown): string {
  if (error instanceof Problem) return error.message;
  return error instanceof TypeError ? t.value.problem.network : t.value.problem.unknown;
}
