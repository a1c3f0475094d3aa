/** Texts that stand for all texts: those named, and fresh ones behind each prefix. */

/** A text that begins with `prefix`, is not taken, and begins with no longer prefix. */
function freshText(prefix: string, taken: ReadonlySet<string>, longer: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const text = `${prefix}?${String(number)}`;
    if (!taken.has(text) && !longer.some((other) => text.startsWith(other))) return text;
  }
}

/** All texts named, and `count` fresh ones behind each prefix and behind none. @internal */
export function textPoints(
  texts: readonly string[],
  prefixes: readonly string[],
  count: number,
): readonly string[] {
  const taken = new Set(texts);
  for (const prefix of new Set(["", ...prefixes])) {
    const longer = prefixes.filter((other) => other !== prefix && other.startsWith(prefix));
    for (let found = 0; found < count; found += 1) taken.add(freshText(prefix, taken, longer));
  }
  return [...taken];
}

/** Another way to write a decimal, by zeros at its end, that is not taken. @internal */
export function otherDecimalText(text: string, taken: ReadonlySet<string>): string {
  let other = text.includes(".") ? text : `${text}.0`;
  while (taken.has(other)) other += "0";
  return other;
}
