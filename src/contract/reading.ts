import { z } from "zod";

/** What a key read, and when. */
export const ReadingJson = z
  .object({ key: z.string(), address: z.string(), change: z.int(), at: z.iso.datetime() })
  .meta({ id: "Reading" });

/** What a publisher's keys read. */
export const ReadingListJson = z.object({ readings: z.array(ReadingJson) }).meta({ id: "ReadingList" });
