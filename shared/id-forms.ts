/** The forms of ids, for those who only read them: `shared/ids.ts` makes them. */
export const lineItemId = /^ad_[0-9a-hjkmnp-tv-z]{12}$/;
export const assetId = /^ast_[0-9a-hjkmnp-tv-z]{12}$/;
export const articleId = /^art_[0-9a-hjkmnp-tv-z]{12}$/;
