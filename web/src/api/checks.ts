// Every call to the server, by what it is for.

import createClient from "openapi-fetch";
import type { Language } from "../i18n";
import type { Dropped } from "../logic/dropped";
import { Problem } from "./problem";
import type { paths } from "./schema";
import type { WaiverWanted, Wishes } from "./types";

const BASE = "/api/v1";
/** A header that no form of another site can send. */
const header = { "X-Mingsuan": "1" };
const client = createClient<paths>();

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The data of an answer, or the problem in it. */
async function data<T>(asking: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await asking;
  if (!response.ok) throw new Problem(error, response.status);
  return data as T;
}

/** Files and texts as a form. */
function upload(files: Dropped[], texts: Record<string, string> = {}) {
  const form = new FormData();
  for (const [name, text] of Object.entries(texts)) if (text.trim()) form.append(name, text.trim());
  for (const { file, path } of files) form.append("file", file, path);
  // The generated type speaks of strings; what is sent is the form.
  return { body: { file: [] }, bodySerializer: () => form };
}

export const openCheck = (wishes: Wishes, lang: Language) =>
  data(client.POST("/api/v1/checks", { params: { header }, ...upload([], { ...wishes, lang }) }));
export const addFiles = (id: string, files: Dropped[]) =>
  data(client.POST("/api/v1/checks/{id}/documents", { params: { header, path: { id } }, ...upload(files) }));
export const getCheck = (id: string) => data(client.GET("/api/v1/checks/{id}", { params: { path: { id } } }));
export const clearCheck = (id: string) => data(client.DELETE("/api/v1/checks/{id}", { params: { header, path: { id } } }));

export const getReport = (id: string, n: number) =>
  data(client.GET("/api/v1/checks/{id}/documents/{n}", { params: { path: { id, n } } }));
export const getContent = (id: string, n: number) =>
  data(client.GET("/api/v1/checks/{id}/documents/{n}/content", { params: { path: { id, n } } }));
export const getVouching = (id: string, n: number) =>
  data(client.GET("/api/v1/checks/{id}/documents/{n}/vouching", { params: { path: { id, n } } }));
export const getComparison = (id: string, before: number, after: number) =>
  data(client.GET("/api/v1/checks/{id}/comparison", { params: { path: { id }, query: { before, after } } }));

export const waive = (id: string, body: WaiverWanted) =>
  data(client.POST("/api/v1/checks/{id}/waivers", { params: { header, path: { id } }, body }));
export const takeBack = (id: string, k: number) =>
  data(client.DELETE("/api/v1/checks/{id}/waivers/{k}", { params: { header, path: { id, k } } }));

export const getRules = (lang: Language) => data(client.GET("/api/v1/rules", { params: { query: { lang } } }));
export const getRule = (code: string, lang: Language) =>
  data(client.GET("/api/v1/rules/{code}", { params: { path: { code }, query: { lang } } }));
export const getAbout = () => data(client.GET("/api/v1/about"));

export const eventsAddress = (id: string) => `${BASE}/checks/${id}/events`;
export const pageAddress = (id: string, number: number, page: number, width: number) =>
  `${BASE}/checks/${id}/documents/${number}/pages/${page}?width=${width}`;
export const download = (id: string, name: string, lang: Language) => `${BASE}/checks/${id}/${name}?lang=${lang}`;
