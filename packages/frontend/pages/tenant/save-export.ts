/** Saves an export as a file of the tenant's and the day's name, and returns that name. */
export async function saveExport(tenantId: string, answer: Response): Promise<string> {
  const file = `${tenantId}-${new Date().toISOString().slice(0, 10)}.ndjson`;
  const url = URL.createObjectURL(await answer.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = file;
  link.click();
  URL.revokeObjectURL(url);
  return file;
}
