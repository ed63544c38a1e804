// What comes over the wire is what it should be, or it is refused.

/** The server sent something that is not what the two sides agreed on. */
export class WireError extends Error {}

export function record(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new WireError(`${name}: an object was expected`);
  return value as Record<string, unknown>;
}

export function table<T>(value: unknown, name: string, parse: (value: unknown, name: string) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record(value, name)).map(([key, value]) => [key, parse(value, `${name}.${key}`)]));
}

export function list(value: unknown, name: string): unknown[] {
  if (!Array.isArray(value)) throw new WireError(`${name}: a list was expected`);
  return value;
}

export function text(value: unknown, name: string): string {
  if (typeof value !== "string") throw new WireError(`${name}: a text was expected`);
  return value;
}

export function optionalText(value: unknown, name: string): string | null {
  return value == null ? null : text(value, name);
}

export function number(value: unknown, name: string): number {
  if (typeof value !== "number" || !Number.isFinite(value)) throw new WireError(`${name}: a number was expected`);
  return value;
}

export function oneOf(value: unknown, allowed: readonly string[], name: string): string {
  const found = text(value, name);
  if (!allowed.includes(found)) throw new WireError(`${name}: ${found} is not one of ${allowed.join(", ")}`);
  return found;
}
