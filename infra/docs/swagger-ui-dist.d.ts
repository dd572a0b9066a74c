/** As much of Swagger UI as the page of the API uses; the package itself has no types. */
declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  export default function SwaggerUI(options: {
    url: string;
    dom_id: string;
    deepLinking: boolean;
    filter: boolean;
    defaultModelRendering: 'example' | 'model';
  }): void;
}
