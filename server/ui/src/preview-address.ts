// Addresses at which a sandbox's ports are seen: each at a name of its own, apart from the course.

/** Names by which programs in a sandbox call it themselves. */
const ITSELF = ["localhost", "127.0.0.1", "0.0.0.0", "[::1]"];

/** The address of a sandbox's port; `name` is the sandbox's own, `here` where the page is. */
export function previewOf(name: string, port: number, here: URL, rest = "/"): string {
  return `http://p${port}-${name}.localhost${here.port ? `:${here.port}` : ""}${rest}`;
}

/** Where a link that was printed in a sandbox leads: its localhost is not the reader's. */
export function leadsTo(address: string, name: string | null, here: URL): string {
  if (!URL.canParse(address)) return address;
  const { protocol, hostname, port, pathname, search, hash } = new URL(address);
  if (name === null || protocol !== "http:" || !ITSELF.includes(hostname)) return address;
  return previewOf(name, Number(port || 80), here, `${pathname}${search}${hash}`);
}

/** Whether this browser knows such names as those of this machine: only where the course itself is on it. */
export function canPreview({ hostname }: URL): boolean {
  return ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
}
