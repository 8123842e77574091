// Light or dark, as the system has it. Element Plus wants a class for it; our own colours follow by media query.

export function followScheme(): void {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const follow = () => document.documentElement.classList.toggle("dark", dark.matches);
  dark.addEventListener("change", follow);
  follow();
}
