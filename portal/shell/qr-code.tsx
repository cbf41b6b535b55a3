import { create } from 'qrcode'
import { useMemo } from 'react'

/** A QR code, as large as its place. `label` says where it leads: it is read out instead. */
export function QrCode({ text, label, className }: { text: string; label: string; className?: string | undefined }) {
  const { size, path } = useMemo(() => {
    const { modules } = create(text, { errorCorrectionLevel: 'M' })
    const cells = Array.from(modules.data, (dark, at) => dark === 0 ? '' : `M${at % modules.size} ${Math.floor(at / modules.size)}h1v1h-1z`)
    return { size: modules.size, path: cells.join('') }
  }, [text])
  return (
    // Four modules of white on each side, without which readers find nothing.
    <svg role="img" aria-label={label} className={className} viewBox={`-4 -4 ${size + 8} ${size + 8}`} shapeRendering="crispEdges">
      <rect x={-4} y={-4} width={size + 8} height={size + 8} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
