import type { KeyTodo } from "../../contract/key-todo.ts";
import type { PublisherJson } from "../../contract/publisher.ts";
import { KEYS } from "../../model/policy.ts";
import { DAY, instant } from "../../model/time.ts";

type Key = PublisherJson["keys"][number];

/** Returns the to-dos for a publisher's keys: keys recently found on the web, and keys about to lose the manage scope. */
export function keyTodos(keys: readonly Key[], now: number): KeyTodo[] {
  const open = keys.filter((key) => isOpen(key, instant(now)));
  // A publisher that already has a key made with the manage scope has nothing left to do.
  const isReady = open.some(({ scope, managesUntil }) => scope === "manage" && managesUntil === undefined);
  return [
    ...keys.flatMap((key) => foundTodo(key, instant(now - KEYS.foundDays * DAY))),
    ...(isReady ? [] : open.flatMap(narrowingTodo)),
  ];
}

const isOpen = ({ revoked, expires }: Key, now: string): boolean =>
  revoked === undefined && (expires === undefined || expires > now);

function foundTodo({ id, name, hint, foundAt, revoked }: Key, since: string): KeyTodo[] {
  if (foundAt === undefined || revoked === undefined || revoked < since) return [];
  return [{ key: id, name, hint, because: "found", at: revoked, foundAt }];
}

const narrowingTodo = ({ id, name, hint, managesUntil }: Key): KeyTodo[] =>
  managesUntil === undefined ? [] : [{ key: id, name, hint, because: "narrows", at: managesUntil, foundAt: null }];
