import { computed } from "@preact/signals";
import { isGroup } from "./chats.ts";
import { overview } from "./stream.ts";

const names = computed(() => {
  const { phones = [], groups = [] } = overview.value ?? {};
  return new Map([
    ...phones.map(({ number, name }) => [number, name] as const),
    ...groups.map(({ id, subject }) => [id, subject] as const),
  ]);
});

/** What to call a number or a group: its name, if it has one. */
export function nameOf(id: string): string {
  return names.value.get(id) || (isGroup(id) ? id : `+${id}`);
}
