/** The key attributes of a table or index. */
export type KeyPart = { name: string; type: 'S' | 'N' | 'B' };
export type KeySchema = { hash: KeyPart; range?: KeyPart };

export type Throughput = { ReadCapacityUnits: number; WriteCapacityUnits: number };

export type Index = {
  id: number;
  name: string;
  scope: 'global' | 'local';
  key: KeySchema;
  projection: 'ALL' | 'KEYS_ONLY' | 'INCLUDE';
  included: string[];
  throughput?: Throughput;
};

export const viewTypes = ['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES'] as const;
export type ViewType = (typeof viewTypes)[number];

export type TableStream = { id: number; arn: string; label: string; view: ViewType };

/** The definition of a table, stored as JSON. */
export type Table = {
  id: number;
  name: string;
  arn: string;
  uuid: string;
  /** Milliseconds since the epoch. */
  createdAt: number;
  key: KeySchema;
  indexes: Index[];
  throughput?: Throughput;
  tableClass?: string;
  encryptedBy?: string;
  deletionProtection: boolean;
  /** The latest stream, which AWS still names after it was disabled. */
  lastStream?: TableStream;
  stream?: TableStream;
  /** The attribute with the time to live. */
  expiry?: string;
  tags: { Key: string; Value: string }[];
};

export const partsOf = ({ hash, range }: KeySchema): KeyPart[] => (range ? [hash, range] : [hash]);

export const keyNames = (key: KeySchema): string[] => partsOf(key).map(({ name }) => name);

/** The key attributes of an index entry: those of the index, then those of the table. */
export const entryParts = (table: Table, index: Index): KeyPart[] => {
  const own = partsOf(index.key);
  return [...own, ...partsOf(table.key).filter(({ name }) => !own.some((part) => part.name === name))];
};

export const indexNamed = (table: Table, name: string): Index | undefined =>
  table.indexes.find((index) => index.name === name);
