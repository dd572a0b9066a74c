import { layout } from '../mail/layout.ts';
import { html } from '../mail/markup.ts';
import { staff } from './staff.ts';

const roleNames: Record<string, string> = {
  reporter: 'প্রতিবেদক',
  editor: 'সম্পাদক',
  publisher: 'প্রকাশক',
  'ad-manager': 'বিজ্ঞাপন ব্যবস্থাপক',
};

/** The page that asks who signs in. In AWS it is Cognito's, and asks for a password as well. */
export const whoPage = (action: string): Buffer =>
  layout(
    'আপনি কে?',
    html`<main lang="bn"><h1>আপনি কে?</h1>
<p class="soft">এই কম্পিউটারের বার্তাকক্ষে পাসওয়ার্ড লাগে না: নামে চাপ দিন।</p>
<form method="post" action="${action}"><table>
${Object.entries(staff).map(
  ([
    name,
    { shown, roles },
  ]) => html`<tr><th scope="row"><button name="name" value="${name}">${shown}</button></th>
<td>${roles.map((role) => roleNames[role] ?? role).join(', ')} <span class="soft">${name}</span></td></tr>`,
)}
</table></form></main>`,
  );

/** The page for a request that no client of ours sends. Nobody is sent anywhere from it. */
export const mistakePage = (error: string): Buffer =>
  layout(
    'প্রবেশ করা গেল না',
    html`<main lang="bn"><h1>প্রবেশ করা গেল না</h1><p>${error}</p><p><a href="/desk/">ডেস্কে ফিরুন</a></p></main>`,
  );
