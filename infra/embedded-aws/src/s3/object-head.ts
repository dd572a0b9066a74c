/** What is known of an object without its body. */
export type ObjectHead = {
  key: string;
  /** Without the quotes it has on the wire. */
  etag: string;
  size: number;
  /** Milliseconds since the epoch. */
  lastModified: number;
  headers: Record<string, string>;
  metadata: Record<string, string>;
  /** By header name: `x-amz-checksum-crc32` … */
  checksums: Record<string, string>;
};
