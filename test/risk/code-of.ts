/** What an error says to a machine: its code and path. */
export function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof Error && "code" in error && "path" in error) {
      return `${String(error.code)} ${String(error.path)}`.trim();
    }
    return String(error);
  }
  return "no error";
}
