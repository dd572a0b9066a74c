import { isTold } from '../../../shared/media/is-told.ts';
import { uploadPicture } from '../api/upload-picture.ts';
import { command } from '../command.ts';
import { readPicture } from '../files/picture-file.ts';
import { pictureLine } from '../terminal/picture-text.ts';
import { progressBar } from '../terminal/progress.ts';
import { described, descriptionOptions } from './description.ts';

export const upload = command(
  {
    summary: 'upload a picture, and say what it shows and whose it is',
    about: `JPEG, PNG, WebP or AVIF, 25 MB and 60 million pixels at most. It ends with the id that articles name it by. An
article with it can be submitted when somebody has said --alt (or --decorative) and --credit, now or later: khobor media describe.`,
    parameters: ['FILE'],
    options: descriptionOptions,
  },
  async ({ args: [name = ''], options, api, out }) => {
    const file = readPicture(name);
    const bar = progressBar(file.length, out.isJson);
    const asset = await uploadPicture(api, {
      ...{ name, file, progress: bar.at },
      description: described(options),
    }).finally(bar.end);
    const { id, state, sameAs } = asset;
    if (sameAs !== undefined)
      out.remark(`The same file is in the library: khobor media show ${sameAs}. You may use that one.`);
    if (!isTold(asset.description ?? {}))
      out.remark(`Before an article with it is submitted: khobor media describe ${id} --alt … --credit …`);
    if (state === 'waiting') out.remark(`It is not checked yet: khobor media show ${id}`);
    out.answer(asset, () => (state === 'waiting' ? id : pictureLine(asset)));
  },
);
