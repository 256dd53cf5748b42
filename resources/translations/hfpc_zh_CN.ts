<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BandSlider</name>
    <message>
        <source>approve limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reject limit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BarKeys</name>
    <message>
        <source>Relative scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Absolute scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slider of the mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Absolute: the same colours for every pair. Relative: up to the largest change of this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outgrowth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As in the original</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>All commands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a command: approve, zoom, theme …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No command has these letters</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CompareBar</name>
    <message>
        <source>Side by side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>both pictures, moved together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one picture in the place of the other; 2 again turns it over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>original left, generated image right of the pointer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overlay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the original shines through</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what changed, inside the product and dimly outside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mask view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the product alone, as outline, fill or cut-out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>darken everything but the product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tint the product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut-out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>take everything but the product away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Align product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The product stays under the pointer in both pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Align frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same place of the frame in both pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Align pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same pixel of the file in both pictures</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CompareModes</name>
    <message>
        <source>Opacity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opacity of the difference map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Divider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place of the divider; it also follows the pointer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the original alone (left) to the generated image alone (right)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Differences below this ΔE are not drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dim</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far everything but the product is darkened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opacity of the fill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far everything but the product is taken away</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CompareStage</name>
    <message>
        <source>ORIGINAL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GENERATED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generated image</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CompareView</name>
    <message>
        <source>No pair chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a pair in the list and it is shown here, original and generated image side by side.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This picture cannot be shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Deciding</name>
    <message>
        <source>All {0} variants of {1} rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Z takes it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No variant has both scores yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The best one can be told once they are judged. Nothing was decided.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} approved, {1} other variants rejected</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DefectRow</name>
    <message>
        <source>Click to see it in the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Concerns the whole picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Severity {0:.0f} of 100. {1}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DistributionView</name>
    <message>
        <source>Distribution of reward and consistency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reward across, consistency up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consistency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag to select the pairs in a rectangle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag to select the pairs that you draw around</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag to select, click for a pair, drag a line to move a threshold</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DropOverlay</name>
    <message>
        <source>Let go to open these files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This review is saved; you find it under the recent projects.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DropZone</name>
    <message>
        <source>Drop folders here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop your folders here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The originals and the generated images: two folders,
one folder that holds both, or the files themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folders…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let go to open</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EndBanner</name>
    <message>
        <source>Export approved…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything in this list is decided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} approved · {1} rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show {0} more undecided</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder to copy into</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files are copied, never moved. A manifest (CSV and JSON) with scores and decisions lies beside them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This cannot be exported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copying {0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The export did not finish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copying…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping after this file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was copied stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose what to export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tick at least one kind of decision.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Then this says what would be copied.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Filmstrip</name>
    <message>
        <source>Variants of this original</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Find by name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdict of the models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only pairs with this verdict of the models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re-sort</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New scores or decisions would change this order. Sort again (R)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FilterChips</name>
    <message>
        <source>Remove this condition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selection: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best {0} of each original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best of each original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disagreements</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Audit sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} defects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consistency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} {1:.2f}–{2:.2f}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>A number from 1 to {0}, or a part of a name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No pair has this name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: hidden by the filter, which will be removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}. {1}, the next of {2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}. {1}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FoldersQuestionDialog</name>
    <message>
        <source>Which folder holds the originals?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The product photos that were there first. The other folder is taken as the generated images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>Scores and reasons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models say</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You say</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>background</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consistency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a pair and its scores and reasons are shown here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SCORES</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>REMARKS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EVIDENCE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This pair was not judged yet. Its scores appear here as soon as they are made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This score could not be made for this pair.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DEFECTS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No defect found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to show yet.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JumpDialog</name>
    <message>
        <source>Go to pair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number or name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number or name of the pair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeyRecorder</name>
    <message>
        <source>Add a key…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press the key (Esc stops)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LayerBar</name>
    <message>
        <source>Masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outline the product and fill what grew or was lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour the product by how far its colours moved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Defects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number the places where defects were found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What stays together in both pictures: the product, the frame, or the pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moved by hand: put the pictures back on each other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Magnifier for both pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the product&apos;s mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit: show the whole picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit the product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actual size: one pixel of the file per screen pixel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>Colour difference (ΔE2000). Up to 2 is hardly seen, from 10 on it is plain; {0} and more has the lightest colour. Inside the product the light is evened out first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale of the difference map, 0 to ΔE {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ΔE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ΔE {0:.1f}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ΔE {0:.1f} outside</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Magnifier</name>
    <message>
        <source>Original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}×</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Tools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Judging is finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list kept its order meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} and {1} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some files were left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show them…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MaskBar</name>
    <message>
        <source>Add with the brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Erase with the brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw a box: what stands out in it is added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a part: it is added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller brush ([)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger brush (])</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo the last stroke (Ctrl+Z)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget what was drawn: use the mask that is found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave without saving (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep this mask for the original and judge its pairs again (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Close this message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OpenFoldersDialog</name>
    <message>
        <source>Open folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of the originals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of the generated images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Originals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generated images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Browse for {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What shall be reviewed?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pairs are made by file names. Leave the second field empty when one folder holds both.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PairGridView</name>
    <message>
        <source>Grid of pairs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} variants</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 variant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} approved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} rejected</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PairTableView</name>
    <message>
        <source>List of pairs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProgressStrip</name>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the models run on, as the session reports it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for pairs… {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Judging {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused at {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exporting {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped at {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All {0} judged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} judged, {1} not judged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} pairs/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecentCard</name>
    <message>
        <source>The file is not there any more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RemarkDialog</name>
    <message>
        <source>Reasons and note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For whoever makes the next version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PRODUCT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BACKGROUND</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NOTE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} characters too long</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RemarkPanel</name>
    <message>
        <source>Mask wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The product was not found rightly: its consistency leaves the ranking (W)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seen rightly but judged wrongly (Shift+W)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reasons and note…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReviewFlow</name>
    <message>
        <source>{0} pairs approved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} pairs rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} pairs undecided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Z takes it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} pair moved or renamed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} pairs moved or renamed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They were found again by their content; scores and decisions stayed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No pair matches this filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} hides all {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} pair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} pairs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all pairs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for pairs…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pairs appear here as they are found; you can start at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A generated image is paired with the original whose name it starts with: chair.png and chair_02.png.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No pairs here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open other folders…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was found…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScanReportDialog</name>
    <message>
        <source>Scan report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kinds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} pair found; these files were left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} pairs found; these files were left out</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScoreRow</name>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not judged</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> megapixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> GB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortcuts…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window is built anew; the review stays open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Density</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compact shows more rows of the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger ones are refused with a reason. Holds from the next start on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thumbnails and masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept on the disk at most; the oldest go first. Holds from the next start on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the hints again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
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
    <message>
        <source>Comfortable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compact</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Sheets</name>
    <message>
        <source>Generated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Original</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShortcutEditor</name>
    <message>
        <source>Change shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a command or a key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keys of the layout again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move it here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} belongs to “{1}”. Two commands cannot share a key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take this key away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take {0} away</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShortcutsHelp</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a command or a key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No command has these letters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change shortcuts…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SortHeader</name>
    <message>
        <source>Columns; press to sort, with Shift to sort by several</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>HFPC Desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finds the good ones among your generated product images, and says why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RECENT PROJECTS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open project…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1  Drop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Originals and generated images are paired by name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2  Triage by keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A approves, X rejects, Ctrl+Z takes it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3  Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approved images are copied. Nothing is ever moved.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ThresholdsPanel</name>
    <message>
        <source>Thresholds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the limits the app came with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reward limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consistency limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>THRESHOLDS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consistency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reject &lt; {0:.2f} · approve ≥ {1:.2f}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ViewTools</name>
    <message>
        <source>Sort by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort by; with Shift by one more column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the thumbnails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the thumbnails (Ctrl and the wheel)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WindowDialogs</name>
    <message>
        <source>Open project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HFPC projects (*.hfpc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {0}

Judges AI-generated product images against the original photo, on this machine: nothing is uploaded.

Apache License 2.0. The models and their licences are listed in NOTICE.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Judge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folders…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder of originals and the folder of generated images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open project…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a saved review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the demo project that comes with the app</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the approved images and a manifest to a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan report…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files that could not be paired or read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for new files and try again what could not be judged; scores and decisions stay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to the start page; everything is saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language, theme, density, keys and limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the app; everything is saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take back the last decision and go to its pair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring back what was undone and go to its pair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select every pair in the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find by name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type part of a file name to filter the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose which pairs the list shows, by verdict, defect, score and more; save filters under a name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all pairs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove every filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approve the selected pairs and go to the next undecided one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject the selected pairs and go to the next undecided one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undecided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the decision of the selected pairs and stay there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approve this, reject the other variants</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approve this pair and reject every other variant of its original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approve the best, reject the rest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approve the variant of this original that the models rank first and reject the others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject all variants</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject every variant of this original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mask is wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The product was not found rightly: takes the consistency out of the ranking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score is wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seen rightly but judged wrongly: kept for learning and reports</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reasons and note…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say why, for whoever makes the next version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next pair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the next pair in the list; to the next original when grouped, to the tile below in the grid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the previous pair in the list; to the previous original when grouped, to the tile above in the grid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous pair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next undecided pair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skip what is decided already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next variant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the next generated image of the same original; in the grid, to the tile on the right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous variant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the previous generated image of the same original; in the grid, to the tile on the left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to a pair by its number in the list or by a part of its name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re-sort</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort and filter the list again with the newest scores and decisions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the pairs as a list with every score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the pairs as thumbnails, or go back to the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distribution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all pairs by reward and consistency, or go back to the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group by original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the variants of an original together, with a filmstrip under the pictures; the up and down arrows then go from original to original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List beside the pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the list beside the pictures instead of below them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show scores and reasons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide the panel on the right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show thresholds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide the sliders of the approve and reject limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme: as the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow the light or dark setting of the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme: light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the light theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme: dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the dark theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mask overlay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the product masks, with outgrowth and loss in two colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show where the product looks different from the original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both pictures beside each other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One picture in the place of the other; the key turns it over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Original left, generated image right of the pointer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overlay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the original shine through the generated image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What changed: coloured inside the product, dim outside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mask view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The product in both pictures as outline, fill or cut-out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the product&apos;s mask of the original: brush, box or click; its pairs are judged again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the other picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold to see the original in the place of the generated image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Magnifier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enlarge both pictures under the pointer: 2, 4, 8 times, off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom both pictures in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom both pictures out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the whole pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the product with a little air around it, on the next pairs too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actual pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One pixel of the file is one pixel of the screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alignment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What stays together in both pictures: the product, the frame, the pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset the offset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put pictures that were moved with Shift and the mouse back on each other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Canvas grey</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next of the neutral greys behind the pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause judging, or go on with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop judging</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop; the scores made so far are kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All commands…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find any command by a few letters of its name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show every key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change shortcuts…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give commands other keys, or choose the left-hand layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About HFPC Desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version, licence and models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not possible now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No pair is chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is being judged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list is in order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No filter is set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The scan left nothing out</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>columns</name>
    <message>
        <source>Pair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Original and generated image; sorts by the name of the original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the generated image, and of its original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Estimated chance that a person would approve, 0 to 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How suitable and attractive the background is, 0 to 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consistency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How surely the product is still the same, 0 to 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the models say, by the thresholds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Defects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reasons found; sorts by the worst</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you say</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>details</name>
    <message>
        <source>The file is not there any more. Was it moved or renamed, or is its drive not connected?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is not enough memory to open this picture. Close other programs or reduce it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture has {0} x {1} pixels ({2} megapixels); the limit is {3}. Make it smaller.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture has {0} x {1} pixels; at least {2} on each side are needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture is too large ({0}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a folder, not a picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a regular file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is empty (0 bytes). Copy or export it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HEIC pictures need an extra reader: pip install &apos;hfpc-desktop[heif]&apos;, or save it as JPEG or PNG.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AVIF pictures need a newer Pillow: pip install --upgrade Pillow, or save it as JPEG or PNG.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are not allowed to read this file. Check its permissions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The drive reported an error while reading. Is it still connected?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file cannot be read ({0}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture is cut off: the file ends too early. Copy or export it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture is damaged. Copy or export it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture is damaged ({0}). Copy or export it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is {0}, not a picture this program reads ({1}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This looks like a video, not a picture this program reads ({0}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is text, not a picture, whatever its name says. Pictures are {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a picture this program reads ({0}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JPEG, PNG, WebP, TIFF, BMP, GIF, AVIF and HEIC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a PDF document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a Photoshop document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a ZIP archive or office document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an SVG drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a web page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a JPEG 2000 picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a Git LFS pointer without its content</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the generated image is too small</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the original is too small</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the product is too small</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no product found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the product fills the whole picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the product was not found in the generated image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>large parts are burnt out or black</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the product is blurrier or noisier than the scene</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>Nothing to export: no pair is chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to export: no pair is {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}{1} will be copied to {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} there will be replaced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} will get another file name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} will be skipped: the name exists there already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List of the copies: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The export would overwrite {0}, which lies with the originals or generated images; they are never changed. Choose another destination, or rename or skip instead of overwriting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The destination lies inside a folder of originals or generated images: the copies will appear as new images when that folder is scanned again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} cannot be read any more and will not be copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} will have a path of more than {1} characters, which some Windows programs cannot open. A destination with a shorter path avoids that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The copies need {0}, but only {1} are free at the destination. Free some space or choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is a file. Choose a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} cannot be read ({1}). Choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project changed since the export was planned. Plan the export again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is an original or generated image and is never overwritten. Choose another destination.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} Then export again and skip what is there already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is no file any more. Scan the folder again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is no longer there. Put it back where it was, then export again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} cannot be read ({1}). Check the file, then export again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} copied to {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} skipped: the name exists there already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled: {0} not copied. What was copied stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} not copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>And {0:,} more files failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This link points to nothing. Repair or delete it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This folder is not there (any more). Bring it back or choose another one, then scan again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a file, not a folder. Choose the folder that holds the pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This folder may not be read. Ask for permission to read it, then scan again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This folder cannot be read ({0}). Check the disk or the network, then scan again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not UTF-8 text. Save it as UTF-8 and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} cannot be read: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} needs a first line with the columns &apos;original&apos; and &apos;generated&apos; (and &apos;mask&apos;, &apos;product&apos; if wanted).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, line {1}: not CSV ({2}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This line is not JSON. There must be one object on each line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} holds no pair. Each line must be like {{&quot;origin&quot;: ..., &quot;generation&quot;: ...}} or {{ORIGIN: {{&quot;generations&quot;: [...]}}}}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This line is not a JSON object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This object has neither &apos;origin&apos; and &apos;generation&apos; nor &apos;generations&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This line names no original.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This line names no generated image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full: the last change to {path} was not saved, everything before it was. Free some space and do it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is open in another window or program. Close it there, then open it again; nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} may not be written: the file or its folder is read-only. Copy it to a folder of your own, or allow writing there, then open it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be opened for writing: its folder is read-only or not there any more. Copy it to a folder of your own, or bring the folder back, then open it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is damaged or not an HFPC project. It was left as it is; restore it from a backup, or begin a new project with the same folders.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is damaged. It was left as it is; restore it from a backup, or begin a new project with the same folders.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk failed while {path} was used. Check the disk or the network, then open the project again; everything saved before is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} could not be used ({1}). It was left as it is; try to open it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project does not say where its folders are ({0}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is given as the folder of the originals and of the generated images. Choose two folders; when both lie in one folder, give that folder alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project does not say which folders it reviews ({0}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was dropped. Drop a folder of originals and a folder of generated images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not there (any more).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop two folders (originals and generated images), one folder that holds both, the picture files themselves, a manifest, or a project: this mixture could mean several things.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} has several folders that could be meant ({1}). Drop the folder of the originals and the folder of the generated images instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is one picture; a review needs an original and its generated images. Drop them together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is neither a picture nor a manifest (.csv, .json, .jsonl) nor a project (.hfpc).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No generated image in {0} matches an original in {1}. A generated image must carry its original&apos;s name (sku12_03.png or sku12/anything.png for sku12.png); or use a manifest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} could belong to several originals, for example {1!r} to {2}. Rename, or name the pairs in a manifest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} generated image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} generated images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} without an original: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} without a generated image: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} originals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>And {0} more that could not be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} not used: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which of {0} and {1} in {2} holds the originals? Give the folder of the originals and the folder of the generated images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} holds no original (files looked for: {1}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} holds no generated image (files looked for: {1}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} holds no picture (files looked for: {1}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is not there (any more).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} names no pair.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, line {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is an address, not a file. Fetch it first, then name the local file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This line names a path that cannot be used ({0}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without an ending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds other files: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is a folder. Give the name of a file in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;{0}&apos;: scores are written as .csv, .json or .parquet; choose one of these.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parquet files need pyarrow: run &apos;pip install hfpc-desktop[parquet]&apos;, or write .csv or .json.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} exists already. Open it, or choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project could not be created. {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no project at {0}. It may have been moved, renamed or deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not an HFPC project. It was left as it is; choose a .hfpc file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} was saved by a newer version of HFPC Desktop (project format {1}, this one reads up to {2}). It was left as it is; install the newer version to open it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not open the folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not open the project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not close the project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not scan the folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not judge the pairs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not add the pairs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not save the decision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not read the decisions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not save the mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not save the scores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not save the thresholds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not plan the export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This failed: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new review of the same folders was begun beside it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The earlier review cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is gone. Press F5 to scan the folders again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>evidence</name>
    <message>
        <source>Starter reward, not human feedback yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reward that comes with the app is fitted on rendered scenes with made damage. It finds plain faults of a background. What people like, it has not learned yet: treat it as a first sorting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How suitable and attractive the new background is, from 0 to 1. Higher is better. The marks on the bar are your limits for reject and approve.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How sure the models are that the product is still the same, from 0 to 1. Higher is better. The marks on the bar are your limits for reject and approve.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outgrowth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product area that the original does not have, as a share of the product. Lower is better; 0 % is ideal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product area of the original that is gone, as a share of the product. Lower is better; 0 % is ideal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mask overlap (IoU)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Area the two product masks share, divided by the area they cover together. Higher is better; 1.00 is the same silhouette.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outline match (F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of the two outlines runs along each other. Higher is better; 1.00 is the same outline.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Typical colour difference inside the product (CIEDE2000), after a general change of light is taken out. Lower is better; below 2 is hardly seen, above 10 is plain.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text similarity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How alike the text on the product reads in both pictures. Higher is better; 100 % is the same text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the product in the generated image relative to the original. Neither direction is better: 1.00 × is unchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alignment confidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How sure the app is that it found the same product in the generated image. Higher is better; when it is low, trust the other figures less.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Detector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Features</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consistency</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>export</name>
    <message>
        <source>All files in one folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folders as in the generated images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep both: add a number to the new file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the file that is there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace the file that is there</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>filter</name>
    <message>
        <source>verdict {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>defect {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reward {0} to {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>consistency {0} to {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>approval {0} to {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>name contains &quot;{0}&quot;</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>Left hand on the keys, right hand on the mouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard: both hands, arrows on the right</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>language</name>
    <message>
        <source>{0} or {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>messages</name>
    <message>
        <source>Product grew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product part missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product deformed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product colour changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product texture changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logo changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product duplicated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product replaced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product floats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Implausible size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsuitable surroundings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product hard to see</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light does not match</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image artefacts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Halo round the product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stray text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unattractive background</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsuitable original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product not located</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Background</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not judged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undecided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at the top</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at the bottom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on the left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on the right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the centre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The original cannot be read as a picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it in another program; if that fails too, replace the file, then judge again (F5 in the app).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The generated image cannot be read as a picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generate or copy it again, then judge again (F5 in the app).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture is larger than the limit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make it smaller, then judge again (F5 in the app).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture is too small to judge.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a larger version of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is no longer there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it back where it was, then judge again (F5 in the app).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No product was found in the original.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put a mask beside the original (NAME_mask.png), or use a photo that shows the product clearly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The product could not be located in the generated image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare the two by eye; a mask beside the original (NAME_mask.png) can help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A model that is needed is not installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run &apos;hfpc models verify&apos;; when it names a file, install the app again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Judging this pair failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To try once more, judge again (F5 in the app); if it fails again, report the details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This pair was skipped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To have it judged, judge again (F5 in the app).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not judged yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No defect found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} And {1} more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what}, {place}: {detail}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what}: {detail}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what}, {place} of the picture ({detail}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what}, {place} of the picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what}, {place} ({detail}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what}, {place}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} ({detail}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The product grew beyond its outline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A part of the product is gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The product&apos;s shape changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The product&apos;s colour changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The product&apos;s surface looks different</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text on the product changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The logo on the product changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A second copy of the product appears in the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The product was replaced by another one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The product floats: nothing carries it and it casts no contact shadow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The product&apos;s size does not fit its surroundings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The product stands where it does not belong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The product does not stand out from the background</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light or sharpness of product and background do not match</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The background shows artefacts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A halo or seam runs round the product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text appears in the background that nobody asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The background is unattractive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The original does not show one whole product clearly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The product could not be located in the generated image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The product grew {0} beyond its outline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of the product is gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The product was stretched or squeezed by {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The product&apos;s colour changed by {0} ΔE</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>notes</name>
    <message>
        <source>Rotated by EXIF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Profile → sRGB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Profile ignored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CMYK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>16 bit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Float</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Palette</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transparent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First frame</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>scan</name>
    <message>
        <source>Unclear originals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each could belong to several originals. Rename them, or name the pairs in a manifest (CSV or JSON lines).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generated images alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No original carries the start of their name. A generated image is named like its original: chair.png and chair_02.png.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Originals alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No generated image belongs to them; they are left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not usable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These could not be listed or read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masks not used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No original has their name.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>start</name>
    <message>
        <source>yesterday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>en</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
