// Every call to the server, by what it is for.

import type { Dropped } from "../logic/dropped";
import { problemOf } from "./problem";
import type { About, Check, Comparison, Content, DocumentRow, Report, Rule, RulePage, Vouched, Wishes } from "./types";

const BASE = "/api/v1";

async function ask<T>(path: string, init: RequestInit = {}): Promise<T> {
  const headers = { "X-Mingsuan": "1", ...init.headers };
  const response = await fetch(BASE + path, { ...init, headers });
  if (!response.ok) throw await problemOf(response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

export const openCheck = (wishes: Wishes, lang: string) => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...wishes, lang })) if (value.trim()) form.append(name, value.trim());
  return ask<Check>("/checks", { method: "POST", body: form });
};

export const addFiles = (id: string, files: Dropped[]) => {
  const form = new FormData();
  for (const { file, path } of files) form.append("file", file, path);
  return ask<DocumentRow[]>(`/checks/${id}/documents`, { method: "POST", body: form });
};

export const getCheck = (id: string) => ask<Check>(`/checks/${id}`);
export const clearCheck = (id: string) => ask<undefined>(`/checks/${id}`, { method: "DELETE" });
export const getReport = (id: string, number: number) => ask<Report>(`/checks/${id}/documents/${number}`);
export const getContent = (id: string, number: number) => ask<Content>(`/checks/${id}/documents/${number}/content`);
export const getVouching = (id: string, number: number) => ask<Vouched[]>(`/checks/${id}/documents/${number}/vouching`).catch(() => []);
export const getComparison = (id: string, before: number, after: number) =>
  ask<Comparison>(`/checks/${id}/comparison?before=${before}&after=${after}`);
export const getRules = (lang: string) => ask<Rule[]>(`/rules?lang=${lang}`);
export const getRule = (code: string, lang: string) => ask<RulePage>(`/rules/${code}?lang=${lang}`);
export const getAbout = () => ask<About>("/about");

export interface Waiving {
  document: number;
  finding: number;
  reason: string;
  by: string;
  until?: string;
}
export const waive = (id: string, waiving: Waiving) =>
  ask<unknown>(`/checks/${id}/waivers`, {
    method: "POST",
    body: JSON.stringify(waiving),
    headers: { "content-type": "application/json" },
  });
export const takeBack = (id: string, waiver: number) => ask<unknown>(`/checks/${id}/waivers/${waiver}`, { method: "DELETE" });

export const eventsAddress = (id: string) => `${BASE}/checks/${id}/events`;
export const pageAddress = (id: string, number: number, page: number, width: number) =>
  `${BASE}/checks/${id}/documents/${number}/pages/${page}?width=${width}`;
export const download = (id: string, name: string) => `${BASE}/checks/${id}/${name}`;
