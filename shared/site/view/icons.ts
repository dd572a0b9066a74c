/** Sides in pixels of the paper's sign as PNG: for home screens, the web manifest and search engines. */
export const iconSides = [180, 192, 512] as const;

export const iconPath = (side: (typeof iconSides)[number]) => `/icon-${side}.png`;
