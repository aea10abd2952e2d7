<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
<context>
    <name>ActsModel</name>
    <message>
        <source>What was done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what}, {when}, {state}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BrokenWindow</name>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open another library…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the library&apos;s folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library is at {library}. Your pictures are untouched.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BugSheet</name>
    <message>
        <source>Something went wrong in simgui itself. Your files are untouched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DetailsPanel</name>
    <message>
        <source>Decisions of this act</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{state} since {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details: {what}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DeviceSheet</name>
    <message>
        <source>Where pictures are described</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The embedder is loaded anew at once; indexing that runs keeps its device until it ends. Descriptors stay as they are. The choice is remembered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In use now: {device}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The fastest that is there: a graphics card, else the CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is there could not be told: {detail}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} devices found</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DistanceField</name>
    <message>
        <source>Show up to distance</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DistancePanel</name>
    <message>
        <source>Show up to distance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nearer by 0.01</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Farther by 0.01</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nearer by 0.05</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Farther by 0.05</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Dragging</name>
    <message>
        <source>At most {n} pictures can be dragged at once. Their paths can be copied with Ctrl+C.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 picture is not there now and was left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} pictures are not there now and were left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not there now, so it cannot be dragged. Connect its drive, or index again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of these pictures is there now. Connect their drive, or index again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DropOverlay</name>
    <message>
        <source>Pictures are searched, folders are asked about.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop to find its near-duplicates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop to look up {n} pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which of them are in the library already: a row for each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop to add this folder to the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop to add {n} folders to the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} · its pictures stay where they are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A picture from another program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the image itself, then press Ctrl+V.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The browser hands over only a link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures and folders can be dropped here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing in this can be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop to search 1 picture and add {folders}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop to look up {n} pictures and add {folders}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>searched in {images}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder is added to the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several pictures get a row each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never mind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EmbedderPanel</name>
    <message>
        <source>Embedder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thumbnails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Formats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How pictures are described</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change device…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change embedder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} of at most {limit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} on {device} · {values}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} · {values}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>known when it is loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} for each image, {weights}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weights {file}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ImageNet weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>timm&apos;s weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU, {n} threads, float32</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{device}, float32</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measured while indexing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{images}, {ms} ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} and {n} more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EmbedderSheet</name>
    <message>
        <source>Change the embedder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network, by timm&apos;s name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights of my own, .safetensors or .pth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network (timm&apos;s name)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>timm could not be loaded: {detail}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights of the network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights (*.safetensors *.pth *.pt *.bin)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no file chosen yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights that come with simgui (ImageNet)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>timm&apos;s own, downloaded once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the file that holds the weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the library&apos;s embedder already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is indexed yet: it describes the first folder that you add.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All {images} are described by it already: changing to it is free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Describe {images} anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The old descriptors are kept ({size} of {name}): going back is free. Decisions stay. Search finds only what is described anew already, until indexing has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{images} are described anew. How long that takes is not known before it runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{images} are described anew, about {time} at the present embedder&apos;s rate ({n} images/s).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting {name} ready…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>The picture of {name} is copied, {pixels}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No program opened {folder}. Its path can be copied with Ctrl+C.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FirstStart</name>
    <message>
        <source>Try the sample pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some sixty pictures are made in the library&apos;s folder, indexed, and one is searched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a folder of pictures here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>simgui learns what they look like, then finds near-duplicates of any picture that you drop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Index</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each picture is read once: about half an hour for 100,000 on two cores.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its near-duplicates stand beside it, nearest first, with their distance.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark them by keyboard. Everything can be undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your pictures stay where they are. Nothing leaves this computer.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Grip</name>
    <message>
        <source>Width of the query panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag, or press Left and Right, to make the query panel wider or narrower</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Head</name>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name or kind, {key}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name or kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter by name or kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show one kind only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 hit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} hits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} of {count} hits</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HeldPanel</name>
    <message>
        <source>What holds now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What holds now: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>duplicate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not a duplicate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>related</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>duplicates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not duplicates</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HideButton</name>
    <message>
        <source>Show {n} decided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide {n} decided</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message>
        <source>Take back, put again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to another act</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the list, clear the filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History, newest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} of {acts}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No act fits the filter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing done yet. Decisions and culls will stand here, and can be taken back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put again: {what}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken back: {what}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{said} {beside}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HitPart</name>
    <message>
        <source>Hit {n} of {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and 1 more file of the same picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and {n} more files of the same picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} hits selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each key and button acts on all of them.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HitsModel</name>
    <message>
        <source>Hit {n} of {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>distance {distance}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this very file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not decided</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>IndexingPage</name>
    <message>
        <source>Indexing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause, resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the folder of a root or a problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove a root…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Protect a root, or lift that</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a root leaves out…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the problems</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the folder of a row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What can be done about a row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 root</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} roots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{files} · {images} so far · {roots}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{files} · {images} · {roots}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all roots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indexing is paused: no space left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped by an error. What was done is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No space left on {path}. Indexing is paused; what is done is safe. Free {size}, then press Resume.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Index again with {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Index again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} is not there now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No program opened {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is indexed next.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} can be removed when indexing has ended. Cancel it with Ctrl+. first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} was taken out of the library: {files} forgotten. The files stay on the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The embedder can be changed when indexing has ended. Cancel it with Ctrl+. first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Intake</name>
    <message>
        <source>The browser handed over only a link. Copy the image itself, then press Ctrl+V.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing in it can be used. Drop or paste a picture, or drop a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 link was left out: only files and pictures themselves can be searched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} links were left out: only files and pictures themselves can be searched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Understood</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Index</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Index again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Index this folder? {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Index these folders? {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} is in the library already. Index it again?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These folders are in the library already. Index them again? {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Index these folders? {names} ({known} in the library already)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pasted picture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JobList</name>
    <message>
        <source>What runs now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel: {job}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeyButton</name>
    <message>
        <source>no key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press a key…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{action}: {key}. Press to change it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press the new key. Esc leaves it as it was.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeysSheet</name>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press a key&apos;s button, then the key that you want instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All keys as at first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KindChip</name>
    <message>
        <source>Show only: {kind}, {count}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KindsButton</name>
    <message>
        <source>All kinds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only {kind}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} kinds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kinds of hits shown: {kinds}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which kinds of hits are shown</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Libraries</name>
    <message>
        <source>Recent libraries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>new library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New library: a folder of this name is made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is there already and is not empty. Choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a library&apos;s folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is no library of simgui&apos;s: there is no {file} in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No program opened {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indexing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open to read only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>simgui (read only)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dropped picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No folders yet. Add one, or drop it anywhere on the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all roots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is indexed next.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing runs that could be cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop what runs, and open the other library?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is done is kept. Indexing this library again goes on from there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stay here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>simgui {version}

Finds near-duplicate pictures. Nothing leaves this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About simgui</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It shows when simgui starts again, because work goes on here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Marking</name>
    <message>
        <source>{name} marked as duplicate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} marked as not a duplicate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} marked as related</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decision about {name} cleared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} pictures marked as duplicates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} pictures marked as not duplicates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} pictures marked as related</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} pictures are kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decisions about {n} pictures cleared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undone: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to redo.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done again: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cleared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{word}, {n} pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{word}, {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PartsModel</name>
    <message>
        <source>no longer in the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{word} holds</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PictureBox</name>
    <message>
        <source>Query picture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProblemsModel</name>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{reason}: {file} in {folder}. {advice}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProblemsPanel</name>
    <message>
        <source>Copy list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Truncated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unreadable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not an image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problems</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all the rest is fine so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all the rest is fine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List copied: {problems}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProgressPanel</name>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decoding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Storing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indexing {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>counting what is to be done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>images/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what is done is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>left, of about {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>getting the embedder ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{files} so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{files} · {unchanged} unchanged, {moved} moved and recognised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{files} · {unchanged} unchanged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopping; what is done is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QueryPart</name>
    <message>
        <source>Query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture {n} of {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pasted from the clipboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This very file is in the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Identical to 1 file in the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Identical to {n} files in the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>decode {decode} · embed {embed} · scan {scan} · paint {paint} ms</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Keys F1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RemoveSheet</name>
    <message>
        <source>Take {name} out of the library?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget {files}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forgotten: {files} of {images}, the folder&apos;s protection and its rules.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beside them {files}: not readable, left out, or beside a picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forgotten too: that {kept} are kept and {leaving} leave.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stays: all files on the disk, the descriptors, and what was decided about pairs of pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To get it back, press “Add it again” afterwards, or add the folder: its pictures are read once more, but not described anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files that would be forgotten</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Results</name>
    <message>
        <source>Hits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller thumbnails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger thumbnails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thumbnails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select, or no longer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to another card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select from here on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What can be done with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in {images} · shown after {ms} ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{card}, selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in {images}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing within {within}. The nearest is at {nearest}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the nearest {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All hits within {within} are decided, and hidden.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of the hits within {within} is of the kinds shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all kinds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the decided ones</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RootsModel</name>
    <message>
        <source>Root</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline, everything is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not indexed to the end yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up to date, {problems}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indexing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indexing, {n} new so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, {place}, {files}, {state}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>protected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last seen {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} left out</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RootsPanel</name>
    <message>
        <source>No folders yet. Add one, or drop it anywhere on the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a folder anywhere on the window to add it. Pictures stay where they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lift the protection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Protect from culls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is left out…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove from the library…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RowButtons</name>
    <message>
        <source>Open {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is protected: its files never leave by a cull. Press to lift that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Protect {name}: its files never leave by a cull</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is left out of {name}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove {name} from the library…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RulesSheet</name>
    <message>
        <source>What is left out of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patterns, one a line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shorter edge at least, in pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File size at least, in bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names or paths inside the folder, one a line. * stands for anything, ? for one character.
*.gif: all GIFs    cache: every file or folder of this name    2019/raw: this folder
*/thumbs/*: what lies in any folder “thumbs”    IMG_00??.jpg: these numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out files and folders that are called</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out pictures whose shorter edge is below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out files smaller than</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The size of a picture is known once it has been read: a new one is read, counted as too small and not described. What is left out is forgotten by the search; its files and all decisions stay, and it comes back when the rule goes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leaves out {n} of {files} that are indexed now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out {files}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Sampling</name>
    <message>
        <source>Making sample pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making sample pictures: {done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No sample pictures were made.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>Duplicate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not duplicate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Related</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear what was decided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search from this hit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the folder that holds it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the picture itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide decided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide the hits that are decided, or show them again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 path copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} paths copied</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsSheet</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Density</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compact shows more rows at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes effect when simgui starts again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reduce motion: nothing fades, slides or turns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Several</name>
    <message>
        <source>Open as a search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the folder that holds the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the best hit in its folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export as CSV…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to all pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look up again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New order: show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the {n} pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting the embedder ready. Your search starts by itself in a few seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 picture looked up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} pictures looked up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pictures could not be looked up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Index again with {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Index again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library holds no pictures yet, so there is nothing to compare with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {total} looked up so far.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped: {done} of {total} were looked up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Already there {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problems {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a folder. These pictures are looked up again by themselves when it is indexed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} is not there now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No program opened {folder}. Its path can be copied with Ctrl+C.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This picture is not from a file, so it has no path.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 path copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} paths copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export as CSV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pictures.csv</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} could not be written: {detail}. Nothing was changed there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 row written to {file}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} rows written to {file}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another place…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SeveralDelegate</name>
    <message>
        <source>Not from a file</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SeveralModel</name>
    <message>
        <source>nothing near</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>too flat to judge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>could not be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Almost one colour, so copies cannot be told apart by looks. No identical file is in the library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends after {percent} % of its data. The readable part was searched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the library holds no pictures yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} (this very file)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best hit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hits up to the distance of a copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, {state}, {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, {state}, distance {distance}, {file}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 identical</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} identical</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} copies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 likely copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} likely copies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of {count} is in the library yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 of {count} is in the library already: {kinds}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} of {count} are in the library already: {kinds}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 new.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} new.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 is too flat to judge.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} are too flat to judge.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} pictures</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SeveralRun</name>
    <message>
        <source>Looking up pictures: {done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} images/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SeveralTable</name>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Not now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Slider</name>
    <message>
        <source>Show up to distance {distance}, {word}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Sparkline</name>
    <message>
        <source>No rate yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate over the last 5 minutes: {now} images/s now, between {least} and {most}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused. Rate before: {now} images/s, between {least} and {most}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>States</name>
    <message>
        <source>Drop, paste or choose a picture to see its near-duplicates.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting the embedder ready. Your search starts by itself in a few seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} ends after {part} of its data. The readable part was searched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This picture is almost one colour, so copies cannot be told apart by looks. Only identical files are shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No identical file is in the library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library holds no pictures yet, so there is nothing to compare with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a folder. This search starts again by itself when it is indexed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} could not be searched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Index again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Index again with {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This library was made with {own}, not {asked}. Keep the first, or index again with the second? Decisions stay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The descriptor file is damaged. Your decisions are safe. Index again to rebuild it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} jobs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Well</name>
    <message>
        <source>no longer in the library</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Work</name>
    <message>
        <source>Getting ready…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loaded when it is needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all roots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indexing {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} on {device}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>history</name>
    <message>
        <source>Marked {name} as a duplicate of {other}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Marked {name} as not a duplicate of {other}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Marked {name} as related to {other}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cleared the decision about {name} and {other}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeps {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lets {name} leave</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cleared the decision about {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Marked {n} pictures as duplicates of {other}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Marked {n} pictures as not duplicates of {other}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Marked {n} pictures as related to {other}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Marked {n} pairs as duplicates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Marked {n} pairs as not duplicates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Marked {n} pairs as related</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeps {n} files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lets {n} files leave</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cleared {n} decisions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decided {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken back {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put again {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{said} by {who} · event {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{said} · event {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not duplicates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Related</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cleared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 act</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} acts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} min ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>today {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yesterday {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{date}, {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} of {total} were decided anew later: what was decided last holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was cleared later, so nothing holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decided anew later: {word} holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decided before it: {word} holds again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For {n} of {total} another decision holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 decision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} decisions</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>indexing</name>
    <message>
        <source>Listing {what}: {n} files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indexing {what}: {done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} images/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{rate} images/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{rate} files/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped. What was done is kept; index again to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped. {new} new so far are kept; index again to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up to date. {new} new, {problems}, {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture was found there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out: {reasons}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by your patterns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>too small</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AppleDouble</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in folders of thumbnails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in system folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in repositories</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in other roots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>links</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dangling links</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no regular files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RAW beside a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>beside a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without extension</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RAW (needs an extra)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JPEG XL (needs an extra)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of kinds that are not read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} problems</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>truncated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not an image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>too large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unsupported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>needs an extra</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no permission</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not a file</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>{key} belongs to the system. Choose another key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{key} is the key of “{other}” ({page}). Change that one first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any grid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indexing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>menus</name>
    <message>
        <source>Choose picture…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Index again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indexing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger thumbnails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller thumbnails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usual thumbnails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New library…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open library…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the library&apos;s folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About simgui</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>search</name>
    <message>
        <source>{name} is not a picture: it holds {holds}. Drop another file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is no longer there. Index its folder again to find where it went.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>identical</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>likely copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>similar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unrelated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a duplicate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Related</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leaves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This very file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>×{n} files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is offline. Its {n} files are kept and come back when it is connected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is offline. Its file is kept and comes back when it is connected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <comment>a date, in Qt&apos;s letters</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changed {date}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>The file has 0 bytes. Copy it again if you can.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends after {percent} % of its data. Copy it again if you can.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends before all of its data. Copy it again if you can.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a picture: it holds {holds}. Fetch it again if it should be one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a picture that can be read: {detail}. Copy it again if you can.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{width_px} × {height_px} pixels, {megapixels} megapixels. The limit is {limit_megapixels}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file has {size_bytes} bytes. The limit is {limit_bytes}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A kind of picture that simgui does not read: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading it needs the extra &apos;{extra}&apos;: pip install &apos;simgui[{extra}]&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may not be read. Change its permission, then index again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is no longer there. Index its folder again to find where it went.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It could not be read: {detail}. Check the disk, then index again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not a regular file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no library at {library} yet. Index a folder first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library has no folders yet. Name one to index.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no folder {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no file {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The history has no event {event}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not a folder. Name the folder that holds it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not in the library. Index its folder first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both are the same picture, so there is nothing to decide between them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;{word}&apos; is decided about two pictures. Name both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;{word}&apos; is decided about one file. Name only that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;{word}&apos; is not a decision.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no rule &apos;{rule}&apos;. There are: {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>timm has no network called {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;{device}&apos; is not a device. There are: auto, cpu, cuda, mps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer, or its build of torch, has no {device}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Event {event} is no decision that holds, so it cannot be undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Event {event} is no decision that was taken back, so it cannot be put again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no display to show a window on. The command line works without: simgui --help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window cannot start: {detail}. simgui doctor says what is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library is open in another simgui (process {pid} on {host}). Close it there; searching works meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is damaged ({detail}). Your decisions are safe. Index again to rebuild it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The catalogue {path} is damaged ({detail}). Your pictures are untouched. Put back a copy of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library at {library} was made by a newer simgui (version {found}, known {known}). Update simgui.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library was made with {library_embedder}, not {asked_embedder}. Keep the first, or index again with the second? Decisions stay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No space left on {path}. What is done is safe. Free some space there, then index again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} could not be used: {detail}. Nothing was lost. Try again when that is mended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indexing goes on in this library. Cancel it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be written: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no weights for {name}: {detail}. Name a file of them (--weights), go online once, or use the default embedder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights {path} cannot be read: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights {path} are not of {name}: {tensor} differs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} made values that are no numbers. Its weights are damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The memory of {device} ran out even for one picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The memory of {device} ran out: batches of {batch} from now on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The memory of {device} ran out: the CPU goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The descriptor file was damaged ({detail}) and set aside. Your decisions are safe. It is made anew.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
