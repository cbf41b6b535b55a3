import {
  AbortMultipartUploadCommand, CompleteMultipartUploadCommand, CreateMultipartUploadCommand, DeleteObjectCommand, GetObjectCommand, HeadObjectCommand,
  ListObjectsV2Command, PutObjectCommand, S3Client, S3ServiceException, UploadPartCommand,
} from '@aws-sdk/client-s3'
import { Fault } from '@steckwerk/kernel'
import type { Backend } from '../contract.ts'
import { pieces } from '../sealed-form.ts'

export interface S3Options {
  readonly endpoint: string
  readonly region: string
  readonly bucket: string
  /** Before every key, e.g. `steckwerk/`; '' = none. */
  readonly prefix: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** S3 takes parts of at least 5 MiB, up to 10,000 of them: objects of up to 78 GiB. */
const partBytes = 8 * 1024 * 1024

const isMissing = (thrown: unknown): boolean => thrown instanceof S3ServiceException && (thrown.$metadata.httpStatusCode === 404 || thrown.name === 'NoSuchKey')
const exists = (cause?: unknown): Fault => new Fault('conflict', 'objects/exists', 'There is an object of this name.', cause === undefined ? {} : { cause })

function unavailable(cause: unknown): unknown {
  const isOurs = cause instanceof S3ServiceException || (cause as NodeJS.ErrnoException).code !== undefined || (cause as Error).name === 'TimeoutError'
  // What the giver of the bytes threw is the giver's.
  return isOurs && !(cause instanceof Fault) ? new Fault('unavailable', 'objects/unavailable', 'Where objects are kept cannot be reached.', { cause }) : cause
}

/** Objects in a bucket of any S3, by path-style addresses. */
export function openS3(options: S3Options): Backend {
  const { bucket, prefix } = options
  const client = new S3Client({
    endpoint: options.endpoint,
    region: options.region,
    forcePathStyle: true,
    credentials: { accessKeyId: options.accessKeyId, secretAccessKey: options.secretAccessKey },
    // Every chunk carries its own tag; trailers with checksums are what many servers stumble over.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  const at = (path: string): { Bucket: string; Key: string } => ({ Bucket: bucket, Key: `${prefix}${path}` })

  async function size(path: string): Promise<number | undefined> {
    try {
      return (await client.send(new HeadObjectCommand(at(path)))).ContentLength
    } catch (error) {
      if (isMissing(error)) return undefined
      throw unavailable(error)
    }
  }

  async function inParts(path: string, first: Buffer, rest: AsyncIterator<{ readonly piece: Buffer; readonly isLast: boolean }>): Promise<void> {
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(at(path)))
    const upload = { ...at(path), UploadId }
    try {
      const parts: { ETag: string | undefined; PartNumber: number }[] = []
      const send = async (Body: Buffer): Promise<void> => {
        const PartNumber = parts.length + 1
        const { ETag } = await client.send(new UploadPartCommand({ ...upload, PartNumber, Body }))
        parts.push({ ETag, PartNumber })
      }
      await send(first)
      for (let next = await rest.next(); next.done !== true; next = await rest.next()) await send(next.value.piece)
      await client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: parts }, IfNoneMatch: '*' }))
    } catch (error) {
      await client.send(new AbortMultipartUploadCommand(upload)).catch(() => {})
      throw error
    }
  }

  return {
    size,

    write: async (path, bytes) => {
      // Servers that do not know If-None-Match are asked before.
      if ((await size(path)) !== undefined) throw exists()
      const rest = pieces(bytes, partBytes)
      try {
        const first = (await rest.next()).value as { piece: Buffer; isLast: boolean }
        if (first.isLast) await client.send(new PutObjectCommand({ ...at(path), Body: first.piece, IfNoneMatch: '*' }))
        else await inParts(path, first.piece, rest)
      } catch (error) {
        if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412) throw exists(error)
        throw unavailable(error)
      }
    },

    read: async (path, start, end) => {
      if (end <= start) return (async function* () {})()
      try {
        const { Body } = await client.send(new GetObjectCommand({ ...at(path), Range: `bytes=${start}-${end - 1}` }))
        return Body as unknown as AsyncIterable<Uint8Array>
      } catch (error) {
        if (isMissing(error)) return undefined
        throw unavailable(error)
      }
    },

    remove: async (path) => {
      try {
        await client.send(new DeleteObjectCommand(at(path)))
      } catch (error) {
        if (!isMissing(error)) throw unavailable(error)
      }
    },

    list: async (below, after, count) => {
      const found: string[] = []
      try {
        for (let start = after === '' ? undefined : `${prefix}${after}`; found.length < count;) {
          // As many as one answer holds: a request costs the same however many it brings.
          const { Contents = [], IsTruncated } = await client.send(new ListObjectsV2Command({
            Bucket: bucket, Prefix: `${prefix}${below}`, ...(start === undefined ? {} : { StartAfter: start }),
          }))
          for (const { Key } of Contents) found.push(Key!.slice(prefix.length))
          if (IsTruncated !== true || Contents.length === 0) break
          start = Contents.at(-1)!.Key
        }
        return found.slice(0, count)
      } catch (error) {
        throw unavailable(error)
      }
    },

    [Symbol.asyncDispose]: async () => client.destroy(),
  }
}
