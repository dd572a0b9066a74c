/** What is known of something, each with what it is called; what is not known is left out. */
export function Facts({ of }: { of: readonly (readonly [called: string, text: string | undefined])[] }) {
  return (
    <dl>
      {of
        .filter(([, text]) => text)
        .map(([called, text]) => (
          <div key={called}>
            <dt class="soft">{called}</dt>
            <dd>{text}</dd>
          </div>
        ))}
    </dl>
  );
}
