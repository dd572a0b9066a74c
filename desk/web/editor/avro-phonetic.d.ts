declare module 'nodejs-avro-phonetic' {
  const avro: { parse: (typed: string) => string };
  export default avro;
}
