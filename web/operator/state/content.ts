/** Where the server hands out a file that one may read. */

export function contentOf(id: string): string {
  return `/api/operator/v1/files/${id}/content`
}

/** The small picture of it. */
export function previewOf(id: string): string {
  return `/api/operator/v1/files/${id}/preview`
}
