// Files to take away. They are fetched first, so that a failure is said on the page and not by a broken file.

import { ref } from "vue";
import { download } from "../api/checks";
import { problemOf, sentence } from "../api/problem";
import { language } from "../i18n";

export function useDownload(check: string) {
  const busy = ref("");
  const problem = ref("");

  async function take(name: string): Promise<void> {
    busy.value = name;
    problem.value = "";
    try {
      const response = await fetch(download(check, name, language.value));
      if (!response.ok) throw await problemOf(response);
      save(await response.blob(), named(response) || name.replace(/^.*\//, ""));
    } catch (error) {
      problem.value = sentence(error);
    } finally {
      busy.value = "";
    }
  }

  return { busy, problem, take };
}

/** The name that the server gives (RFC 8187). */
function named(response: Response): string {
  const [, encoded = ""] = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get("content-disposition") ?? "") ?? [];
  return decodeURIComponent(encoded);
}

function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has taken hold of it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
