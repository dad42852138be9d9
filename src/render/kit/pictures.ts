import { imageEnding } from "../../model/address.ts";
import { spell } from "../../model/spelling.ts";
import type { Item, ItemImage } from "../feed/item.ts";
import type { Site } from "../site.ts";

/** The file name of a picture in a download. */
export const pictureFile = (item: Item, image: ItemImage, at: number): string =>
  `${item.address}-${at + 1}.${imageEnding(image.type)}`;

/** Returns the notes for the pictures: caption, credit and license of each, and which ones aren't included and why. */
export function pictureNotes(item: Item, { masthead }: Pick<Site, "masthead">): string {
  const licence = spell("License", masthead.publication.language);
  const taken = item.images.map((image, at) =>
    [
      pictureFile(item, image, at),
      ...(image.caption ? [`Caption: ${image.caption}`] : []),
      `Description: ${image.alt}`,
      `Credit: ${image.credit}`,
      `Owner: ${image.owner}`,
      `${licence}: ${image.licence.name}, ${image.licence.url}`,
      `Size: ${image.width} x ${image.height}`,
    ].join("\n"),
  );
  const kept = item.kept.map(
    ({ credit, owner }) =>
      `Not included: a picture by ${credit}. It belongs to ${owner} and isn’t licensed for republication.`,
  );
  return `${[`Pictures for “${item.headline}”\n${item.link}`, ...taken, ...kept].join("\n\n")}\n`;
}
